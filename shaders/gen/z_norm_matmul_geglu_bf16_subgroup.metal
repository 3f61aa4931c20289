#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _37
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _413 = SPIRV_CROSS_CONSTANT_ID_2;

struct _519
{
    uint2 _m0[1];
};

struct _543
{
    uint2 _m0[1];
};

constant uint _596 = (_413 + _79);
constant uint _597 = (_596 - 1u);
constant uint _598 = (_597 / _79);

struct _642
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _663 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_663, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _519& _521 [[buffer(7)]], const device _543& _545 [[buffer(9)]], device _642& _644 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    uint _414 = gl_WorkGroupID.x * _413;
    do
    {
        if (_115)
        {
            break;
        }
        uint _712 = gl_WorkGroupID.y * _123._m2;
        float _1186;
        _1186 = 0.0;
        for (uint _1185 = gl_LocalInvocationID.x; _1185 < _123._m2; )
        {
            uint _724 = (_712 + _1185) / 4u;
            uint _726 = _1185 % 4u;
            ((threadgroup float*)&_162[_1185 / 4u])[_726] = ((device float*)&_146._m0[_724])[_726];
            _1186 = fma(((device float*)&_146._m0[_724])[_726], ((device float*)&_146._m0[_724])[_726], _1186);
            _1185 += _79;
            continue;
        }
        float _1191;
        if (_175)
        {
            float _1189;
            do
            {
                float _859 = simd_sum(_1186);
                if (_69)
                {
                    _1189 = _859;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _863 = simd_is_first();
                if (_863)
                {
                    _82[gl_SubgroupID] = _859;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1188;
                _1188 = _82[0];
                for (uint _1187 = 1u; _1187 < gl_NumSubgroups; )
                {
                    _1188 += _82[_1187];
                    _1187++;
                    continue;
                }
                _1189 = _1188;
                break;
            } while(false);
            float _754 = 1.0 / sqrt((_1189 / float(_123._m2)) + _123._m5);
            float _1192;
            _1192 = 0.0;
            float _800;
            for (uint _1190 = gl_LocalInvocationID.x; _1190 < _123._m2; _1192 = _800, _1190 += _79)
            {
                uint _765 = _712 + _1190;
                uint _769 = _1190 / 4u;
                uint _771 = _1190 % 4u;
                float _773 = ((threadgroup float*)&_162[_769])[_771];
                float _780 = fma(_773 * _754, _226._m0[_1190], _209._m0[_765]);
                ((threadgroup float*)&_162[_769])[_771] = _780;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_765] = _780;
                }
                _800 = fma(_780, _780, _1192);
            }
            _1191 = _1192;
        }
        else
        {
            _1191 = _1186;
        }
        float _1195;
        do
        {
            float _901 = simd_sum(_1191);
            if (_69)
            {
                _1195 = _901;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _905 = simd_is_first();
            if (_905)
            {
                _82[gl_SubgroupID] = _901;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1194;
            _1194 = _82[0];
            for (uint _1193 = 1u; _1193 < gl_NumSubgroups; )
            {
                _1194 += _82[_1193];
                _1193++;
                continue;
            }
            _1195 = _1194;
            break;
        } while(false);
        float _816 = 1.0 / sqrt((_1195 / float(_123._m2)) + _123._m4);
        for (uint _1196 = gl_LocalInvocationID.x; _1196 < _123._m2; )
        {
            uint _826 = _1196 / 4u;
            uint _828 = _1196 % 4u;
            ((threadgroup float*)&_162[_826])[_828] = (((threadgroup float*)&_162[_826])[_828] * _816) * _299._m0[_1196];
            _1196 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _431[_413];
    float _433[_413];
    for (uint _1199 = 0u; _1199 < _413; )
    {
        _433[_1199] = 0.0;
        _431[_1199] = 0.0;
        _1199++;
        continue;
    }
    uint _1200;
    _1200 = gl_LocalInvocationID.x;
    _37 _460[_413];
    _37 _476[_413];
    for (; _1200 < _123._m0; _1200 += _79)
    {
        for (uint _1218 = 0u; _1218 < _413; )
        {
            _37 _949 = _37{ uint4(4u * ((min((_414 + _1218), (_123._m3 - 1u)) * _123._m0) + _1200)), 1.0, 0.0 };
            _460[_1218] = _949;
            _476[_1218] = _949;
            _1218++;
            continue;
        }
        uint _1219;
        _1219 = 0u;
        for (; _1219 < 4u; _1219++)
        {
            uint _504 = (4u * _1200) + _1219;
            float4 _1222;
            do
            {
                if (_307)
                {
                    _1222 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _504];
                    break;
                }
                _1222 = _162[_504];
                break;
            } while(false);
            for (uint _1223 = 0u; _1223 < _413; )
            {
                uint _526 = _460[_1223]._m0.x + _1219;
                float4 _997 = as_type<float4>(uint4(_521._m0[_526].x << uint(16), _521._m0[_526].x & 4294901760u, _521._m0[_526].y << uint(16), _521._m0[_526].y & 4294901760u));
                _431[_1223] = fma(_1222.w, _997.w, fma(_1222.z, _997.z, fma(_1222.y, _997.y, fma(_1222.x, _997.x, _431[_1223]))));
                uint _550 = _476[_1223]._m0.x + _1219;
                float4 _1036 = as_type<float4>(uint4(_545._m0[_550].x << uint(16), _545._m0[_550].x & 4294901760u, _545._m0[_550].y << uint(16), _545._m0[_550].y & 4294901760u));
                _433[_1223] = fma(_1222.w, _1036.w, fma(_1222.z, _1036.z, fma(_1222.y, _1036.y, fma(_1222.x, _1036.x, _433[_1223]))));
                _1223++;
                continue;
            }
        }
    }
    float _601[_598];
    float _606[_598];
    for (uint _1201 = 0u; _1201 < _413; _1201++)
    {
        float _582 = _431[_1201];
        float _1207;
        do
        {
            float _1068 = simd_sum(_582);
            if (_69)
            {
                _1207 = _1068;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1072 = simd_is_first();
            if (_1072)
            {
                _82[gl_SubgroupID] = _1068;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1206;
            _1206 = _82[0];
            for (uint _1205 = 1u; _1205 < gl_NumSubgroups; )
            {
                _1206 += _82[_1205];
                _1205++;
                continue;
            }
            _1207 = _1206;
            break;
        } while(false);
        float _588 = _433[_1201];
        float _1213;
        do
        {
            float _1106 = simd_sum(_588);
            if (_69)
            {
                _1213 = _1106;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1110 = simd_is_first();
            if (_1110)
            {
                _82[gl_SubgroupID] = _1106;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1212;
            _1212 = _82[0];
            for (uint _1211 = 1u; _1211 < gl_NumSubgroups; )
            {
                _1212 += _82[_1211];
                _1211++;
                continue;
            }
            _1213 = _1212;
            break;
        } while(false);
        if ((_1201 % _79) == gl_LocalInvocationID.x)
        {
            uint _603 = _1201 / _79;
            _601[_603] = _1207;
            _606[_603] = _1213;
        }
    }
    for (uint _1202 = 0u; _1202 < _598; _1202++)
    {
        uint _625 = (_1202 * _79) + gl_LocalInvocationID.x;
        uint _629 = _414 + _625;
        bool _631 = _625 < _413;
        bool _638;
        if (_631)
        {
            _638 = _629 < _123._m3;
        }
        else
        {
            _638 = _631;
        }
        if (_638)
        {
            _644._m0[(gl_WorkGroupID.y * _123._m3) + _629] = (_601[_1202] / (1.0 + exp(fma((0.0447149984538555145263671875 * _601[_1202]) * _601[_1202], _601[_1202], _601[_1202]) * (-1.5957691669464111328125)))) * _606[_1202];
        }
    }
}

