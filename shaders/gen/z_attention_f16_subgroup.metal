#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _40 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _43 = (_40 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_0;
constant bool _90 = (_40 == 1u);

struct _124
{
    uint _m0[1];
};

struct _135
{
    uint _m0[1];
};

struct _149
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    uint _m5;
    uint _m6;
};

struct _165
{
    int _m0[1];
};

struct _223
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _241 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 16u
#endif
constant uint _250 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _257 = (_241 * _250);

struct _273
{
    float2 _m0[1];
};

constant uint _427 = (_241 * 64u);

struct _564
{
    float _m0[1];
};

constant uint _602 = (_241 * _250);
constant uint _604 = (_241 * _250);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _772 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_772, 1u, 1u);

kernel void main0(constant _149& _151 [[buffer(0)]], const device _273& _275 [[buffer(2)]], const device _124& _126 [[buffer(3)]], const device _135& _137 [[buffer(4)]], const device _165& _167 [[buffer(5)]], const device _223& _225 [[buffer(6)]], device _564& _566 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _56[_53];
    threadgroup float _430[_427];
    do
    {
        uint _158 = _151._m5 + gl_WorkGroupID.z;
        uint _162 = _151._m1 / 2u;
        uint _172 = uint(_167._m0[_158]);
        bool _177 = _151._m3 > 0u;
        bool _184;
        if (_177)
        {
            _184 = _172 >= _151._m3;
        }
        else
        {
            _184 = _177;
        }
        uint _956;
        if (_184)
        {
            _956 = (_172 - _151._m3) + 1u;
        }
        else
        {
            _956 = 0u;
        }
        uint _198 = _956 / 64u;
        uint _201 = _198 + gl_WorkGroupID.x;
        if (_201 > (_172 / 64u))
        {
            break;
        }
        uint _212 = _201 * 64u;
        uint _213 = max(_956, _212);
        uint _220 = min((_172 + 1u), ((_201 + 1u) * 64u));
        uint _233 = uint(_225._m0[_158]) * _151._m2;
        float2 _260[_257];
        for (uint _957 = 0u; _957 < _241; _957++)
        {
            for (uint _1028 = 0u; _1028 < _250; _1028++)
            {
                uint _256 = (_1028 * _53) + gl_LocalInvocationID.x;
                float2 _1030;
                if (_256 < _162)
                {
                    _1030 = _275._m0[(((((_158 * _151._m0) + gl_WorkGroupID.y) * _241) + _957) * _162) + _256];
                }
                else
                {
                    _1030 = float2(0.0);
                }
                _260[(_957 * _250) + _1028] = _1030;
            }
        }
        float _335[_241];
        for (uint _958 = _213; _958 < _220; _958++)
        {
            uint _324 = (((_233 + (_958 % _151._m2)) * _151._m0) + gl_WorkGroupID.y) * _162;
            for (uint _1008 = 0u; _1008 < _241; )
            {
                _335[_1008] = 0.0;
                _1008++;
                continue;
            }
            uint _1009;
            _1009 = 0u;
            for (; _1009 < _250; _1009++)
            {
                uint _352 = (_1009 * _53) + gl_LocalInvocationID.x;
                float2 _1024;
                if (_352 < _162)
                {
                    _1024 = float2(as_type<half2>(_126._m0[_324 + min(_352, (_162 - 1u))]));
                }
                else
                {
                    _1024 = float2(0.0);
                }
                for (uint _1025 = 0u; _1025 < _241; )
                {
                    uint _382 = (_1025 * _250) + _1009;
                    _335[_1025] = fma(_260[_382].y, _1024.y, fma(_260[_382].x, _1024.x, _335[_1025]));
                    _1025++;
                    continue;
                }
            }
            for (uint _1010 = 0u; _1010 < _241; _1010++)
            {
                float _420 = _335[_1010];
                float _1016;
                do
                {
                    float _816 = simd_sum(_420);
                    if (_43)
                    {
                        _1016 = _816;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _820 = simd_is_first();
                    if (_820)
                    {
                        _56[gl_SubgroupID] = _816;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1015;
                    _1015 = _56[0];
                    for (uint _1014 = 1u; _1014 < gl_NumSubgroups; )
                    {
                        _1015 += _56[_1014];
                        _1014++;
                        continue;
                    }
                    _1016 = _1015;
                    break;
                } while(false);
                if (gl_LocalInvocationID.x == 0u)
                {
                    _430[(_1010 * 64u) + (_958 % 64u)] = _151._m4 * _1016;
                }
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _458 = _241 * ((((gl_WorkGroupID.z * _151._m6) + gl_WorkGroupID.x) * _151._m0) + gl_WorkGroupID.y);
        for (uint _959 = 0u; _959 < _241; _959++)
        {
            float _973;
            _973 = -3.4028234663852885981170418348452e+38;
            float _1034;
            for (uint _972 = gl_LocalInvocationID.x; _972 < 64u; _973 = _1034, _972 += _53)
            {
                uint _482 = _972 + _212;
                bool _484 = _482 >= _213;
                bool _493;
                if (_484)
                {
                    _493 = _482 < _220;
                }
                else
                {
                    _493 = _484;
                }
                if (_493)
                {
                    _1034 = max(_973, _430[(_959 * 64u) + _972]);
                }
                else
                {
                    _1034 = _973;
                }
            }
            float _976;
            do
            {
                float _862 = simd_max(_973);
                if (_90)
                {
                    _976 = _862;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _866 = simd_is_first();
                if (_866)
                {
                    _56[gl_SubgroupID] = _862;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _975;
                _975 = _56[0];
                for (uint _974 = 1u; _974 < gl_NumSubgroups; )
                {
                    _975 = max(_975, _56[_974]);
                    _974++;
                    continue;
                }
                _976 = _975;
                break;
            } while(false);
            float _978;
            _978 = 0.0;
            float _1037;
            for (uint _977 = gl_LocalInvocationID.x; _977 < 64u; _978 = _1037, _977 += _53)
            {
                uint _521 = _977 + _212;
                bool _523 = _521 >= _213;
                bool _532;
                if (_523)
                {
                    _532 = _521 < _220;
                }
                else
                {
                    _532 = _523;
                }
                if (_532)
                {
                    uint _539 = (_959 * 64u) + _977;
                    float _541 = _430[_539];
                    float _544 = exp(_541 - _976);
                    _430[_539] = _544;
                    _1037 = _978 + _544;
                }
                else
                {
                    _1037 = _978;
                }
            }
            float _985;
            do
            {
                float _904 = simd_sum(_978);
                if (_43)
                {
                    _985 = _904;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _908 = simd_is_first();
                if (_908)
                {
                    _56[gl_SubgroupID] = _904;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _984;
                _984 = _56[0];
                for (uint _983 = 1u; _983 < gl_NumSubgroups; )
                {
                    _984 += _56[_983];
                    _983++;
                    continue;
                }
                _985 = _984;
                break;
            } while(false);
            if (gl_LocalInvocationID.x == 0u)
            {
                uint _576 = ((_458 + _959) * (_151._m1 + 2u)) + _151._m1;
                _566._m0[_576] = _976;
                _566._m0[_576 + 1u] = _985;
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float2 _607[_604];
        for (uint _960 = 0u; _960 < _602; )
        {
            _607[_960] = float2(0.0);
            _960++;
            continue;
        }
        uint _961;
        _961 = _213;
        float _644[_241];
        for (; _961 < _220; _961++)
        {
            uint _635 = (((_233 + (_961 % _151._m2)) * _151._m0) + gl_WorkGroupID.y) * _162;
            for (uint _966 = 0u; _966 < _241; )
            {
                _644[_966] = _430[(_966 * 64u) + (_961 % 64u)];
                _966++;
                continue;
            }
            uint _967;
            _967 = 0u;
            for (; _967 < _250; _967++)
            {
                float2 _947 = float2(as_type<half2>(_137._m0[_635 + min(((_967 * _53) + gl_LocalInvocationID.x), (_162 - 1u))]));
                for (uint _970 = 0u; _970 < _241; )
                {
                    uint _687 = (_970 * _250) + _967;
                    _607[_687] = fma(float2(_644[_970]), _947, _607[_687]);
                    _970++;
                    continue;
                }
            }
        }
        for (uint _962 = 0u; _962 < _241; _962++)
        {
            for (uint _963 = 0u; _963 < _250; _963++)
            {
                uint _727 = (_963 * _53) + gl_LocalInvocationID.x;
                if (_727 < _162)
                {
                    uint _742 = ((_458 + _962) * (_151._m1 + 2u)) + (2u * _727);
                    uint _746 = (_962 * _250) + _963;
                    _566._m0[_742] = _607[_746].x;
                    _566._m0[_742 + 1u] = _607[_746].y;
                }
            }
        }
        break;
    } while(false);
}

