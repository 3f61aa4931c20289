#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _25
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _112
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

struct _151
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _182 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _187 = SPIRV_CROSS_CONSTANT_ID_3;

struct _191
{
    uint _m0[1];
};

constant uint _211 = (_182 * _187);
constant uint _213 = (_182 * _187);

struct _309
{
    uint2 _m0[1];
};

constant uint _379 = (_182 * _187);
constant uint _393 = (_182 * _187);
constant uint _394 = (_393 + _61);
constant uint _395 = (_394 - 1u);
constant uint _396 = (_395 / _61);
constant uint _430 = (_182 * _187);

struct _446
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _466 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_466, 1u, 1u);

kernel void main0(constant _112& _114 [[buffer(0)]], const device _191& _193 [[buffer(1)]], const device _151& _153 [[buffer(2)]], const device _309& _311 [[buffer(3)]], device _446& _448 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    uint _183 = gl_WorkGroupID.x * _182;
    uint _188 = gl_WorkGroupID.y * _187;
    uint _203 = _193._m0[_114._m6] - _114._m7;
    float _216[_213];
    for (uint _603 = 0u; _603 < _211; )
    {
        _216[_603] = 0.0;
        _603++;
        continue;
    }
    uint _604;
    _604 = gl_LocalInvocationID.x;
    _25 _242[_182];
    float4 _278[_187];
    for (; _604 < _114._m0; _604 += _61)
    {
        for (uint _616 = 0u; _616 < _182; )
        {
            _242[_616] = _25{ uint4(4u * ((min((_183 + _616), (_114._m3 - 1u)) * _114._m0) + _604)), 1.0, 0.0 };
            _616++;
            continue;
        }
        for (uint _617 = 0u; _617 < 4u; _617++)
        {
            for (uint _620 = 0u; _620 < _187; _620++)
            {
                uint _288 = _114._m7 + min((_188 + _620), (_203 - 1u));
                uint _507 = 4u * ((4u * _604) + _617);
                float _629;
                if (_507 < _114._m2)
                {
                    _629 = _153._m0[(_288 * _114._m2) + min(_507, (_114._m2 - 1u))];
                }
                else
                {
                    _629 = 0.0;
                }
                uint _646 = _507 + 1u;
                float _665;
                if (_646 < _114._m2)
                {
                    _665 = _153._m0[(_288 * _114._m2) + min(_646, (_114._m2 - 1u))];
                }
                else
                {
                    _665 = 0.0;
                }
                uint _675 = _507 + 2u;
                float _694;
                if (_675 < _114._m2)
                {
                    _694 = _153._m0[(_288 * _114._m2) + min(_675, (_114._m2 - 1u))];
                }
                else
                {
                    _694 = 0.0;
                }
                uint _704 = _507 + 3u;
                float _723;
                if (_704 < _114._m2)
                {
                    _723 = _153._m0[(_288 * _114._m2) + min(_704, (_114._m2 - 1u))];
                }
                else
                {
                    _723 = 0.0;
                }
                _278[_620] = float4(_629, _665, _694, _723);
            }
            uint _621;
            _621 = 0u;
            for (; _621 < _182; _621++)
            {
                uint _316 = _242[_621]._m0.x + _617;
                float2 _542 = float2(as_type<half2>(_311._m0[_316].x));
                float2 _545 = float2(as_type<half2>(_311._m0[_316].y));
                float _546 = _542.x;
                float _547 = _542.y;
                float _548 = _545.x;
                float _549 = _545.y;
                for (uint _624 = 0u; _624 < _187; )
                {
                    uint _334 = (_624 * _182) + _621;
                    _216[_334] = fma(_278[_624].w, _549, fma(_278[_624].z, _548, fma(_278[_624].y, _547, fma(_278[_624].x, _546, _216[_334]))));
                    _624++;
                    continue;
                }
            }
        }
    }
    float _399[_396];
    for (uint _605 = 0u; _605 < _379; _605++)
    {
        float _385 = _216[_605];
        float _611;
        do
        {
            float _559 = simd_sum(_385);
            if (_51)
            {
                _611 = _559;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _563 = simd_is_first();
            if (_563)
            {
                _64[gl_SubgroupID] = _559;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _610;
            _610 = _64[0];
            for (uint _609 = 1u; _609 < gl_NumSubgroups; )
            {
                _610 += _64[_609];
                _609++;
                continue;
            }
            _611 = _610;
            break;
        } while(false);
        if ((_605 % _61) == gl_LocalInvocationID.x)
        {
            _399[_605 / _61] = _611;
        }
    }
    for (uint _606 = 0u; _606 < _396; _606++)
    {
        uint _418 = (_606 * _61) + gl_LocalInvocationID.x;
        uint _423 = _183 + (_418 % _182);
        uint _428 = _188 + (_418 / _182);
        bool _431 = _418 < _430;
        bool _438;
        if (_431)
        {
            _438 = _423 < _114._m3;
        }
        else
        {
            _438 = _431;
        }
        if (_438 && (_428 < _203))
        {
            _448._m0[((_428 * _114._m5) + _114._m4) + _423] = _399[_606];
        }
    }
}

