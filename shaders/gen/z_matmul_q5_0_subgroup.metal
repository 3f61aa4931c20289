#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _173
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _188
{
    uint _m0[1];
};

struct _211
{
    uint2 _m0[1];
};

struct _244
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _263 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _268 = SPIRV_CROSS_CONSTANT_ID_3;

struct _272
{
    uint _m0[1];
};

constant uint _291 = (_263 * _268);
constant uint _293 = (_263 * _268);
constant uint _451 = (_263 * _268);
constant uint _465 = (_263 * _268);
constant uint _466 = (_465 + _66);
constant uint _467 = (_466 - 1u);
constant uint _468 = (_467 / _66);
constant uint _502 = (_263 * _268);

struct _518
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _538 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_538, 1u, 1u);

kernel void main0(constant _173& _175 [[buffer(0)]], const device _272& _274 [[buffer(1)]], const device _244& _246 [[buffer(2)]], const device _211& _213 [[buffer(3)]], const device _188& _190 [[buffer(4)]], device _518& _520 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    uint _264 = gl_WorkGroupID.x * _263;
    uint _269 = gl_WorkGroupID.y * _268;
    uint _283 = _274._m0[_175._m6] - _175._m7;
    float _296[_293];
    for (uint _739 = 0u; _739 < _291; )
    {
        _296[_739] = 0.0;
        _739++;
        continue;
    }
    uint _740;
    _740 = gl_LocalInvocationID.x;
    _17 _322[_263];
    float4 _356[_268];
    for (; _740 < _175._m0; _740 += _66)
    {
        for (uint _752 = 0u; _752 < _263; _752++)
        {
            uint _330 = min((_264 + _752), (_175._m3 - 1u));
            uint _565 = (_330 * _175._m1) + (3u * (_740 >> uint(2)));
            float2 _570 = float2(as_type<half2>(_190._m0[_565 + 2u]));
            float _763;
            if ((_740 & 2u) == 0u)
            {
                _763 = _570.x;
            }
            else
            {
                _763 = _570.y;
            }
            _322[_752] = _17{ uint4(_213._m0[(_330 * _175._m0) + _740], _190._m0[_565 + ((_740 >> uint(1)) & 1u)] >> (16u * (_740 & 1u)), 0u), _763, 0.0 };
        }
        uint _753;
        _753 = 0u;
        for (; _753 < 4u; _753++)
        {
            for (uint _756 = 0u; _756 < _268; )
            {
                _356[_756] = _246._m0[((_175._m7 + min((_269 + _756), (_283 - 1u))) * (_175._m2 / 4u)) + ((4u * _740) + _753)];
                _756++;
                continue;
            }
            uint _757;
            _757 = 0u;
            for (; _757 < _263; _757++)
            {
                uint _627 = _322[_757]._m0.z >> (4u * _753);
                uint4 _723 = _322[_757]._m0;
                uint _663 = _723[_753 >> uint(1)] >> (16u * (_753 & 1u));
                float4 _652 = (float4(uint4(_663 & 15u, (_663 >> uint(4)) & 15u, (_663 >> uint(8)) & 15u, (_663 >> uint(12)) & 15u) | (uint4(_627 & 1u, (_627 >> uint(1)) & 1u, (_627 >> uint(2)) & 1u, (_627 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _322[_757]._m1;
                for (uint _760 = 0u; _760 < _268; )
                {
                    uint _406 = (_760 * _263) + _757;
                    _296[_406] = fma(_356[_760].w, _652.w, fma(_356[_760].z, _652.z, fma(_356[_760].y, _652.y, fma(_356[_760].x, _652.x, _296[_406]))));
                    _760++;
                    continue;
                }
            }
        }
    }
    float _471[_468];
    for (uint _741 = 0u; _741 < _451; _741++)
    {
        float _457 = _296[_741];
        float _747;
        do
        {
            float _684 = simd_sum(_457);
            if (_56)
            {
                _747 = _684;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _688 = simd_is_first();
            if (_688)
            {
                _69[gl_SubgroupID] = _684;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _746;
            _746 = _69[0];
            for (uint _745 = 1u; _745 < gl_NumSubgroups; )
            {
                _746 += _69[_745];
                _745++;
                continue;
            }
            _747 = _746;
            break;
        } while(false);
        if ((_741 % _66) == gl_LocalInvocationID.x)
        {
            _471[_741 / _66] = _747;
        }
    }
    for (uint _742 = 0u; _742 < _468; _742++)
    {
        uint _490 = (_742 * _66) + gl_LocalInvocationID.x;
        uint _495 = _264 + (_490 % _263);
        uint _500 = _269 + (_490 / _263);
        bool _503 = _490 < _502;
        bool _510;
        if (_503)
        {
            _510 = _495 < _175._m3;
        }
        else
        {
            _510 = _503;
        }
        if (_510 && (_500 < _283))
        {
            _520._m0[((_500 * _175._m5) + _175._m4) + _495] = _471[_742];
        }
    }
}

